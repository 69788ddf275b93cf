/*
 * Networks by their number (ASN). Written for Minnow from general knowledge. Left out on purpose: networks from which
 * people surf by way of somebody else (Cloudflare, Akamai and Fastly carry iCloud Private Relay; Zscaler and Netskope
 * whole offices; M247 and Datacamp many a VPN).
 */

/** Companies that rent out machines: next to nobody sits there. */
export const hostingNetworks: ReadonlySet<number> = new Set([
  // Amazon, Google Cloud, Microsoft, Oracle, IBM
  16509, 14618, 8987, 396982, 8075, 31898, 36351,
  // Alibaba, Tencent, Huawei
  45102, 37963, 132203, 45090, 136907, 55990,
  // DigitalOcean, Linode, Vultr, Hetzner, OVH, Scaleway, UpCloud, netcup, Contabo, IONOS, Hostinger
  14061, 62567, 63949, 20473, 24940, 213230, 212317, 16276, 35540, 12876, 202053, 197540, 51167, 40021, 8560, 47583,
  // Leaseweb, Equinix Metal, FranTech, ColoCrossing, HIVELOCITY, Performive, QuadraNet, Psychz, ServerMania
  60781, 28753, 30633, 54825, 53667, 36352, 29802, 46562, 8100, 40676, 55286,
  // Unified Layer, DreamHost, Network Solutions, GoDaddy, Namecheap
  46606, 26347, 19871, 398101, 26496, 22612,
  // Sakura, GMO; VietServer, Nhân Hòa
  9370, 7506, 63737, 131353,
])

/** Companies that open the links of other people's letters to see whether they are harmless. */
export const mailFilterNetworks: ReadonlySet<number> = new Set([
  // Proofpoint, Barracuda, Mimecast, Cisco IronPort, Trend Micro, Symantec (MessageLabs), Fortinet, Sophos
  22843, 26211, 52129, 15324, 30031, 42427, 59613, 16417, 30214, 16880, 21345, 40934, 13767,
])

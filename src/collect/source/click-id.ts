/** Click identifiers in the order they are looked for: the parameter, whose it is, and whether only ads carry it. */
export type ClickIdKind = { kind: string; source: string; paid: boolean }

const kinds: readonly ClickIdKind[] = [
  { kind: 'gclid', source: 'google', paid: true },
  { kind: 'gbraid', source: 'google', paid: true },
  { kind: 'wbraid', source: 'google', paid: true },
  { kind: 'dclid', source: 'google', paid: true },
  { kind: 'msclkid', source: 'bing', paid: true },
  { kind: 'ttclid', source: 'tiktok', paid: true },
  { kind: 'ldtag_cl', source: 'line', paid: true },
  { kind: 'li_fat_id', source: 'linkedin', paid: true },
  { kind: 'twclid', source: 'x', paid: true },
  { kind: 'yclid', source: 'yandex', paid: true },
  { kind: 'rdt_cid', source: 'reddit', paid: true },
  { kind: 'sccid', source: 'snapchat', paid: true },
  { kind: 'epik', source: 'pinterest', paid: true },
  // Facebook puts fbclid on every outbound link, of posts and messages as well as of ads: it names the source only.
  { kind: 'fbclid', source: 'facebook', paid: false },
  { kind: 'igshid', source: 'instagram', paid: false },
]

const byKind = new Map(kinds.map((entry, rank) => [entry.kind, { ...entry, rank }]))

/** Of a parameter's name in lower case. */
export const clickIdKind = (parameter: string): (ClickIdKind & { rank: number }) | undefined => byKind.get(parameter)

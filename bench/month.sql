-- A month of a shop, made up: {S} sessions of about 4.2 events; 2,370,000 sessions give 10,059,889 events
-- of 1,308,773 visitors. The funnel view_item → add_to_cart → begin_checkout → purchase within a day is then
-- 719,972 → 105,015 → 52,511 → 31,535.
CREATE TABLE raw ENGINE = MergeTree ORDER BY ts AS
WITH
 ['/','/','/','/category/shoes','/category/bags','/category/sale','/blog/guide','/about'] AS landing,
 ['desktop','mobile','mobile','mobile','tablet'] AS devs,
 ['Chrome','Chrome','Chrome','Safari','Safari','Firefox','Edge'] AS brs,
 ['US','US','US','GB','DE','FR','SE','NL','ES','IT','CA','AU'] AS ctr
SELECT s.i AS sid, s.v AS vid, toDateTime('2026-10-23 00:00:00', 'UTC') + toIntervalSecond(s.t0 + e.1) AS ts, e.2 AS kind, e.3 AS path, e.1 = 0 AS is_entry,
 s.src AS src, s.q AS q, s.ref AS ref, s.dev AS dev, s.br AS br, s.c AS country, e.4 AS item, e.5 AS value, s.landing_page AS landing_page,
 toDateTime('2026-10-23 00:00:00', 'UTC') + toIntervalSecond(s.t0) AS started
FROM (
 SELECT number AS i, cityHash64(number,1) % toUInt64({S}*0.75) AS v, cityHash64(number,2) % (30*86400-3600) AS t0,
  cityHash64(number,3)%100 AS r,
  multiIf(r<35,'google',r<60,'direct',r<70,'facebook',r<75,'instagram',r<79,'bing',r<85,'newsletter',r<95,'google_cpc','partner') AS src,
  multiIf(src='google','https://www.google.com/',src='facebook','https://www.facebook.com/',src='instagram','https://www.instagram.com/',src='bing','https://www.bing.com/',src='google_cpc','https://www.google.com/',src='partner','https://partner.example.net/deals','') AS ref,
  multiIf(src='newsletter','utm_source=newsletter&utm_medium=email&utm_campaign=weekly',src='google_cpc','utm_source=google&utm_medium=cpc&utm_campaign=brand','') AS q,
  devs[1+cityHash64(v,4)%5] AS dev, brs[1+cityHash64(v,5)%7] AS br, ctr[1+cityHash64(v,6)%12] AS c,
  landing[1+cityHash64(number,11)%8] AS landing_page,
  1+cityHash64(number,7)%5 AS npv, cityHash64(v,8)%1000 AS f,
  if(f<550, 1+cityHash64(number,9)%3, 0) AS nvi, f<80 AS cart, f<40 AS chk, f<24 AS pur,
  cityHash64(number,10)%2000 AS it,
  arrayConcat(
   arrayMap(k->(toUInt32(k*37), 'page_view', if(k=0, landing_page, concat('/product/',toString((it+k*17)%2000))), '', toFloat64(0)), range(npv)),
   arrayMap(k->(toUInt32(200+k*41), 'view_item', concat('/product/',toString((it+k*17)%2000)), concat('sku-',toString((it+k*17)%2000)), toFloat64(5+((it+k*17)%2000)%200)), range(nvi)),
   if(cart, [(toUInt32(340),'add_to_cart',concat('/product/',toString(it)),concat('sku-',toString(it)),toFloat64(5+it%200))], []),
   if(chk, [(toUInt32(420),'begin_checkout','/checkout',concat('sku-',toString(it)),toFloat64(5+it%200))], []),
   if(pur, [(toUInt32(600),'purchase','/checkout/done',concat('sku-',toString(it)),toFloat64(5+it%200))], [])) AS ev
 FROM numbers({S})
) AS s ARRAY JOIN s.ev AS e

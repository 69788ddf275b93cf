import { tableFormat } from './table-format.ts'

const words = ['query', 'queries', 'top queries', 'search term', 'search terms', 'search query', 'search keyword']
const inOtherLanguages = [
  ...['truy vấn hàng đầu', 'cụm từ tìm kiếm hàng đầu', 'cụm từ tìm kiếm', 'truy vấn'],
  ...['คำค้นหายอดนิยม', 'ข้อความค้นหายอดนิยม', 'ข้อความค้นหา', 'คำค้นหา'],
  ...['populiariausios užklausos', 'užklausa', 'užklausos', 'paieškos terminas'],
]

/**
 * Words that people searched for: Search Console's table of queries (with or without day, page, country, device) and
 * the search terms of ads (which have a cost or a campaign).
 */
export const searchWords = tableFormat({
  kind: 'search_words',
  table: 'search_words',
  time: 'days',
  totals: { field: 'words', say: /^(total|tổng( số)?|รวม|ผลรวม|iš viso)\s*[:：]/iu },
  needs: ['words', ['clicks', 'impressions']],
  tells: ['words', 'clicks'],
  fields: {
    words: { as: 'text', names: [...words, ...inOtherLanguages] },
    page: { as: 'text', names: ['page', 'landing page', 'top pages', 'url'] },
    country: { as: 'text', names: ['country', 'quốc gia', 'ประเทศ', 'šalis'] },
    device: { as: 'text', names: ['device', 'thiết bị', 'อุปกรณ์', 'įrenginys'] },
    campaign: { as: 'text', names: ['campaign', 'campaign name', 'chiến dịch', 'แคมเปญ', 'kampanija'] },
    engine: { as: 'text', names: ['engine', 'search engine'] },
    clicks: { as: 'count', names: ['clicks', 'lượt nhấp', 'số lượt nhấp', 'คลิก', 'จำนวนคลิก', 'paspaudimai'] },
    impressions: {
      as: 'count',
      names: ['impressions', 'impr', 'lượt hiển thị', 'số lượt hiển thị', 'การแสดงผล', 'จำนวนการแสดงผล', 'parodymai'],
    },
    position: {
      as: 'amount',
      names: [
        'position',
        'average position',
        'avg position',
        'vị trí',
        'vị trí trung bình',
        'อันดับ',
        'ตำแหน่ง',
        'pozicija',
      ],
    },
    cost: { as: 'amount', names: ['cost', 'spend', 'chi phí', 'ค่าใช้จ่าย', 'kaina'] },
  },
  finish: (row) => ({ ...row, kind: row.cost !== undefined || row.campaign !== undefined ? 'paid' : 'organic' }),
})

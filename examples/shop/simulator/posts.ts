/** What the shop posts on each network, one after the other: a new post every two weeks. */

export const cycleDays = 14

export type PostedOn = {
  network: string
  /** How many see a post on its first day. */
  reach: number
  /** Only videos have views that the network tells of. */
  video: boolean
  titles: readonly string[]
}

export const postedOn: readonly PostedOn[] = [
  {
    ...{ network: 'facebook', reach: 5_200, video: false },
    titles: [
      'The kiln was opened this morning',
      'Mở cửa cuối tuần: trà sen và bánh cốm',
      'Moon vases are back, thirty of them',
      'Ai chọn giúp mình màu men mùa thu?',
      'A gift box for two, packed by hand',
      'Ấm nào hợp với trà nào? Một bảng nhỏ để lưu',
      'We are at the craft fair until Sunday',
    ],
  },
  {
    ...{ network: 'instagram', reach: 3_900, video: false },
    titles: [
      'Four cups, four glazes',
      'ถ้วยเบญจรงค์ใบใหม่ของเรา',
      'Morning light in the shop',
      'Before and after the fire',
      'Gốm Bát Tràng, cận cảnh',
      'Linen, clay and steam',
      'Seven teas on one tray',
    ],
  },
  {
    ...{ network: 'tiktok', reach: 16_000, video: true },
    titles: [
      'The first cup, in 20 seconds',
      'Đập thử một chiếc ấm, xem có vỡ không',
      'How not to pour',
      'เทชาแบบไม่หกสักหยด',
      'Three mistakes with green tea',
      'Gói quà trong một phút',
      'The sound of a good lid',
    ],
  },
  {
    ...{ network: 'youtube', reach: 2_400, video: true },
    titles: [
      'How Shan Tuyết tea is picked',
      'A day at the kiln in Bát Tràng',
      'Kaip užplikyti žaliąją arbatą',
      'Oolong from Chiang Rai: the whole way',
      'Cách pha trà sen Tây Hồ',
      'What makes a teapot pour well',
      'Five questions for our potter',
    ],
  },
]

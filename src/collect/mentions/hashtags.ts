/** Letters of any script with their marks, digits and underscore. A hashtag begins a word and is no number. */
const hashtag = /(?<![\p{L}\p{M}\p{N}_&/])[#＃]([\p{L}\p{M}\p{N}_]{1,100})/gu

const MOST = 30

/** As they are compared: in lower case, with a #, each once. */
export const normalHashtag = (text: string): string =>
  `#${text
    .trim()
    .replace(/^[#＃]+/, '')
    .normalize('NFC')
    .toLowerCase()}`

export const hashtagsIn = (text: string): string[] => [...text.matchAll(hashtag)].map(([, word = '']) => word)

export const normalHashtags = (words: readonly string[]): string[] => {
  const usable = words.map(normalHashtag).filter((word) => /^#[\p{L}\p{M}\p{N}_]+$/u.test(word) && !/^#\d+$/.test(word))
  return [...new Set(usable)].slice(0, MOST)
}

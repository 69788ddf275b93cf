// What m.js hands to a part that it loads: on the script element itself, where nothing of the page's is in the way.
import type { Parts } from './main.ts'

export const parts = (document.currentScript as unknown as { parts: Parts }).parts

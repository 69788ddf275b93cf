/** Unique without a secure context (`crypto.randomUUID` is missing on plain http): about 100 random bits. */
export const randomId = (): string => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2)

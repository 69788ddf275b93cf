/** A line of the answer: what was measured, what it is held against, and what it is to be. */
export type Row = { figure: string; measured: string; baseline?: string; ratio?: number; target: string; ok?: boolean }

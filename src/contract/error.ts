import { z } from 'zod'

/** Every error answer. `code` is stable and for machines; `message` says what was wrong, `fix` what to do. */
export const ApiError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    fix: z.string().optional(),
    /** For invalid input: where and why. */
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
})
export type ApiError = z.infer<typeof ApiError>

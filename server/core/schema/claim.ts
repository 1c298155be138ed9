import { z } from 'zod'

export const claimSchema = z.strictObject({ key: z.string().min(1).max(200) })

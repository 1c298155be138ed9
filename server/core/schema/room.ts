import { z } from 'zod'
import { id, text } from './text.ts'

export const newRoomSchema = z.strictObject({ title: text(1, 120) })

export const roomPatchSchema = z.strictObject({
  title: text(1, 120).optional(),
  onAir: id.nullable().optional(),
  items: z.array(id).optional(),
  notice: z
    .strictObject({ text: text(1, 280) })
    .nullable()
    .optional(),
})

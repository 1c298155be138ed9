import type { VoteReceipt } from '../../server/live/store.ts'

export const problemOf = (receipt: VoteReceipt | undefined) =>
  receipt && 'problem' in receipt ? receipt.problem.code : undefined

export const receiptOf = (receipt: VoteReceipt | undefined) =>
  receipt && 'receipt' in receipt ? receipt.receipt : undefined

export const outcomeOf = (receipt: VoteReceipt) =>
  'problem' in receipt ? receipt.problem.code : receipt.outcome

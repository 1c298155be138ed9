/** What happened to the log of the database before one reply left. */
export interface Reply {
  /** A commit was written to it since the reply before. */
  written: boolean
  /** All that was written to it has been synced. */
  synced: boolean
}

/**
 * Reads what `strace -f -y` saw: for every reply to a vote, the state of the log by then. A call that
 * another thread interrupts is shown in two lines, of which a write counts from the first on and a
 * sync not before the second.
 */
export function repliesOf(trace: string): Reply[] {
  const replies: Reply[] = []
  let written = false
  let synced = true
  const syncing = new Set<string>()
  for (const line of trace.split('\n')) {
    const [, thread = '', call = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (/^(pwrite64|write)\(\d+<[^>]*-wal>/.test(call)) {
      written = true
      synced = false
    } else if (/^f(data)?sync\(\d+<[^>]*-wal>/.test(call)) {
      if (call.endsWith('unfinished ...>')) syncing.add(thread)
      else synced = true
    } else if (/^<\.\.\. f(data)?sync resumed>/.test(call) && syncing.delete(thread)) {
      synced = true
    } else if (/^(write|writev|sendto|sendmsg)\(.*HTTP\/1\.1 200 OK/.test(call)) {
      replies.push({ written, synced })
      written = false
    }
  }
  return replies
}

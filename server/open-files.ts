/** How many files, and so connections, the system lets this process open. */
export function mostOpenFiles(): number {
  // Without it the report looks up the name of every address it is connected to.
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const soft = Number(userLimits?.open_files?.soft)
  return Number.isFinite(soft) ? soft : Infinity
}

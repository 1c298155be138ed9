// Wrong on purpose: what the browser is given knows no Node. See ../canary.ts.
export const folder = process.cwd()

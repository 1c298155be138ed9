// Wrong on purpose: what the server is given knows no page. See ../canary.ts.
export const title = document.title

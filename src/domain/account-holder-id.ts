/** The customer that an account holder's id was made for. */
export function customerOfHolder(id: string): string {
  return id.replace(/:[0-9a-f]{12}$/, "")
}

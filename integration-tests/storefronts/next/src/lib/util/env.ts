/** Wrong as often as in the starters, whose usual value has a port and a protocol other than the page's. */
export const getBaseURL = () => process.env.NEXT_PUBLIC_BASE_URL || "https://localhost:8000"

/** Wrong as often as in the starters, whose usual value names a port and a protocol that are not the page's. */
export const getBaseURL = () => process.env.NEXT_PUBLIC_BASE_URL || "https://localhost:8000"

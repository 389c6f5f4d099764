/** Login of the demo's dashboard, which listens on this machine only. */
export const ADMIN_LOGIN = { email: "admin@example.com", password: "supersecret" } as const

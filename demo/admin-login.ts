/** Who may sign in to the dashboard of the demo. It listens on this machine only. */
export const ADMIN_LOGIN = { email: "admin@example.com", password: "supersecret" } as const

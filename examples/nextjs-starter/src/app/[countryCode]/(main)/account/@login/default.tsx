/** Shown to guests at `/account/cards`. Without it they get "not found", and Next.js 16 does not build. */
export { default } from "@modules/account/templates/login-template"

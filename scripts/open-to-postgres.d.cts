export function isOpenToPostgres(folder: string): boolean
export function linkUnlessThere(folder: string, link: string): void
export const ROOTS_FOLDER: string

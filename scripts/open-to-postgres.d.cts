export function isOpenToPostgres(folder: string): boolean
export const ROOTS_FOLDER: string

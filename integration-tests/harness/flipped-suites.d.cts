export const HTTP: string
export const SPEC: string
export function flippedSuites(): string[]

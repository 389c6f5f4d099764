/** As far as the tests use it. */
declare module "semver" {
  const semver: {
    minVersion(range: string): { readonly version: string } | null
    satisfies(version: string, range: string): boolean
    intersects(range: string, other: string): boolean
    major(version: string): number
    minor(version: string): number
  }
  export default semver
}

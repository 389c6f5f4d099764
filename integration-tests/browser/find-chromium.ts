import { accessSync, constants } from "node:fs"

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/** The path of a Chromium for tests: `CHROMIUM_PATH`, or a usual location. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH } = process.env
  return (CHROMIUM_PATH === undefined ? USUAL_PLACES : [CHROMIUM_PATH]).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

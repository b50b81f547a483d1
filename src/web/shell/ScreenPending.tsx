export function ScreenPending() {
  return null
}

/** A printed decimal number with commas between groups of three digits before the point. */
export function groupThousands(printed: string): string {
  const point = printed.indexOf('.')
  const whole = point < 0 ? printed : printed.slice(0, point)
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + printed.slice(whole.length)
}

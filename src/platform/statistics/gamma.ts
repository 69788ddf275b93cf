/** The gamma distribution, of which the chi-square is a case. */

const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** Logarithm of the gamma function for x > 0 (Lanczos 1964, g = 7). */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const base = shifted + 7.5
  const series = lanczos.reduce((sum, term, index) => (index === 0 ? term : sum + term / (shifted + index)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series)
}

const mostTerms = 10_000
const enough = 1e-15

const bySeries = (shape: number, x: number): number => {
  let term = 1 / shape
  let sum = term
  for (let n = 1; n < mostTerms && term > sum * enough; n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum * Math.exp(-x + shape * Math.log(x) - logGamma(shape))
}

/** Lentz's way through the continued fraction of the upper tail. */
const upperByFraction = (shape: number, x: number): number => {
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < mostTerms; n++) {
    const a = -n * (n - shape)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    const step = c * d
    fraction *= step
    if (Math.abs(step - 1) < enough) break
  }
  return fraction * Math.exp(-x + shape * Math.log(x) - logGamma(shape))
}

/** The share of a gamma distribution (scale 1) below x (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31). */
export const gammaBelow = (shape: number, x: number): number => {
  if (x <= 0) return 0
  return x < shape + 1 ? bySeries(shape, x) : 1 - upperByFraction(shape, x)
}

/** The point below which a share of a gamma distribution (scale 1) lies, by halving. */
export const gammaPoint = (shape: number, share: number): number => {
  let low = 0
  let high = shape + 10 * Math.sqrt(shape) + 20
  for (let round = 0; round < 200 && high - low > 1e-12 * high; round++) {
    const middle = (low + high) / 2
    if (gammaBelow(shape, middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** A small fish, in the colour of what it feeds. */
export const Logo = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="#0067a5" />
    <path fill="#fff" d="M5 16c4-6 11-7.5 16-4l5-4c-1 3-1 5-1 8s0 5 1 8l-5-4c-5 3.5-12 2-16-4z" />
    <circle cx="11.5" cy="14.5" r="1.6" fill="#0067a5" />
  </svg>
)

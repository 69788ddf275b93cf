const icon = (body, filled = false) =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" fill="${filled ? 'currentColor' : 'none'}" stroke="${filled ? 'none' : 'currentColor'}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`

export const icons = {
  fish: icon(
    '<path d="M2.5 12c3-4.6 8.5-6 13-2.5L21 6.5v11l-5.5-3C11 18 5.5 16.6 2.5 12Z"/><circle cx="7.5" cy="11" r=".6" fill="currentColor"/>',
  ),
  search: icon('<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>'),
  heart: icon(
    '<path d="M12 20.5C5 15.5 3 12 3 8.800 3 6 5.200 4 7.700 4c1.800 0 3.300.9 4.300 2.600C13 4.900 14.5 4 16.300 4 18.800 4 21 6 21 8.800c0 3.200-2 6.700-9 11.700Z"/>',
  ),
  bag: icon('<path d="M5 8h14l1 12.5H4L5 8Z"/><path d="M8.5 10V7a3.5 3.5 0 0 1 7 0v3"/>'),
  play: icon('<path d="M8 5.5v13l11-6.5-11-6.5Z"/>', true),
  book: icon(
    '<path d="M12 6.5C10 5 7 4.5 3.5 4.5v13c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-13C17 4.5 14 5 12 6.5Zm0 0v13"/>',
  ),
  phone: icon(
    '<path d="M5 4h4l1.5 4.5L8 10.5a12 12 0 0 0 5.5 5.5l2-2.5L20 15v4c0 .6-.4 1-1 1C11 20 4 13 4 5c0-.6.4-1 1-1Z"/>',
  ),
  map: icon(
    '<path d="M12 21c4.5-4.800 7-8 7-11.5a7 7 0 0 0-14 0C5 13 7.5 16.200 12 21Z"/><circle cx="12" cy="9.5" r="2.5"/>',
  ),
  mail: icon('<path d="M3.5 6h17v12.5h-17z"/><path d="m4 7 8 6.5L20 7"/>'),
  chat: icon('<path d="M4 5h16v11.5h-8L7.5 20v-3.5H4V5Z"/>'),
  share: icon('<path d="M12 3.5v11M8 7l4-3.5L16 7M6 11H4.5v9.5h15V11H18"/>'),
  truck: icon(
    '<path d="M2.5 6h11v10h-11zM13.5 9.5h4l4 3.5v3h-8"/><circle cx="7" cy="17.5" r="1.800"/><circle cx="17" cy="17.5" r="1.800"/>',
  ),
  hands: icon(
    '<path d="M4 20c0-4 1.5-7 4-9V5.5a1.5 1.5 0 0 1 3 0V12M20 20c0-4-1.5-7-4-9V5.5a1.5 1.5 0 0 0-3 0V12M4 20h16"/>',
  ),
  coin: icon('<circle cx="12" cy="12" r="8.5"/><path d="M9 9.5h6M9 14.5h6M12 7v10"/>'),
}

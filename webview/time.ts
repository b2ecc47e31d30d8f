/** A moment for the eye: the time of today, else the day; the whole of it stands in the tooltip. */
export function momentText(iso: string, locale: string, now: Date): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const isToday = moment.toDateString() === now.toDateString();
  return isToday
    ? moment.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" })
    : moment.toLocaleDateString(locale, { month: "short", day: "numeric" });
}

export function wholeMoment(iso: string, locale: string): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? iso : moment.toLocaleString(locale);
}

/** `0:07`, `12:40`, `1:02:03`. */
export function elapsedText(since: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 1000));
  if (Number.isNaN(seconds)) return "";
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

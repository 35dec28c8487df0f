/** A line of so many values from 0 to `most`; it says nothing that stands not beside it in words or figures. */
export function Sparkline({
  values,
  most,
  width = 120,
  height = 22,
}: {
  values: readonly number[];
  most: number;
  width?: number;
  height?: number;
}) {
  if (values.length < 2) return null;
  const x = (i: number) => ((i * width) / (values.length - 1)).toFixed(1);
  const y = (v: number) => (height - (v / most) * height).toFixed(1);
  return (
    <svg class="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={'M' + values.map((v, i) => `${x(i)} ${y(v)}`).join('L')} />
    </svg>
  );
}

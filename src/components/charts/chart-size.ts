/** Of a chart over time, in pixels: what stands in its place has it too, so that nothing moves. */
export const CHART_HEIGHT = 280;

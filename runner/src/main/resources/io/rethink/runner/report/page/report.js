"use strict";
(() => {
  // Colours are the style sheet's variables, so that light, dark and paper need no second drawing.
  const INK = "var(--ink)", SOFT = "var(--soft)", GRID = "var(--grid)", LINE = "var(--line)";
  const COLOURS = 6;
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "arrow"];
  const FONT = getComputedStyle(document.body).fontFamily;
  const colour = index => `var(--s${index % COLOURS})`;
  // Where colours are used again, lines are dotted.
  const dots = index => index < COLOURS ? "solid" : [2, 3];
  const symbol = index => SYMBOLS[index % SYMBOLS.length];

  const escape = text => {
    const node = document.createElement("span");
    node.textContent = text;
    return node.innerHTML;
  };

  const shortNumber = value => {
    const size = Math.abs(value);
    if (value !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(0).replace("e+", "e");
    return String(Number(value.toPrecision(6)));
  };

  const tooltip = (trigger, formatter) => ({
    trigger, formatter, confine: true, transitionDuration: 0,
    backgroundColor: "var(--paper)", borderColor: LINE, extraCssText: "box-shadow:none",
    textStyle: { color: INK, fontFamily: FONT, fontSize: 12 },
    axisPointer: { type: "line", lineStyle: { color: SOFT, width: 1 }, animation: false }
  });

  const valueAxis = (chart, values) => ({
    type: chart.logarithmic ? "log" : "value", scale: true,
    // Percentages that fill most of the scale are shown on all of it.
    min: chart.logarithmic ? undefined : extent => chart.percent && extent.min < 40 ? 0 : undefined,
    max: chart.logarithmic ? undefined : extent => chart.percent && extent.max > 92 ? 100 : undefined,
    axisLabel: { color: SOFT, fontFamily: FONT, hideOverlap: true, formatter: shortNumber },
    splitLine: { lineStyle: { color: GRID } }, axisLine: { show: false }, axisTick: { show: false }
  });

  const below = name => ({
    name, nameLocation: "middle", nameGap: 28,
    nameTextStyle: { color: INK, fontFamily: FONT, fontSize: 12 }
  });

  const above = name => ({
    name, nameLocation: "end", nameGap: 12,
    nameTextStyle: { color: INK, fontFamily: FONT, fontSize: 12, align: "left", padding: [0, 0, 0, -40] }
  });

  // A mean's band is drawn as two stacked lines, of which the upper one has an area.
  const band = (series, index, points) => [
    { data: points.map(p => [p.x, p.y - p.deviation]), areaStyle: undefined },
    { data: points.map(p => [p.x, 2 * p.deviation]), areaStyle: { color: colour(index), opacity: .18 } }
  ].map(part => ({
    type: "line", stack: `band ${index}`, stackStrategy: "all", symbol: "none", silent: true,
    lineStyle: { opacity: 0 }, tooltip: { show: false }, z: 1, ...part
  }));

  // Bands can only be stacked over categories, and epochs are whole numbers.
  const lastEpoch = chart => Math.max(1, ...chart.series.flatMap(series =>
    [...series.ours, ...series.theirs].map(p => Math.ceil(p.x))));
  const epochs = chart => ({
    type: "category", boundaryGap: false, data: Array.from({ length: lastEpoch(chart) + 1 }, (_, epoch) => epoch)
  });
  const marks = chart => {
    const rough = lastEpoch(chart) / 6, power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(1, [1, 2, 5, 10].find(factor => factor * power >= rough) * power);
    return { interval: index => index % step === 0 };
  };

  const whiskers = (points, colourOf, horizontal, least = -Infinity) => ({
    silent: true, symbol: ["none", "none"], animation: false,
    data: points.filter(p => p.deviation).map(p => {
      const ends = [Math.max(p.y - p.deviation, least), p.y + p.deviation];
      return ends.map(end => ({
        coord: horizontal ? [end, p.x] : [p.x, end], symbol: "none",
        lineStyle: { color: colourOf, width: 1.4, type: "solid" }, label: { show: false }
      }));
    })
  });

  const lines = chart => {
    const drawn = [];
    const isPoints = chart.kind === "points";
    chart.series.forEach((series, index) => {
      const ours = series.ours, theirs = series.theirs;
      if (!isPoints && !chart.logarithmic && ours.some(p => p.deviation)) {
        drawn.push(...band(series, index, ours.map(p => ({ ...p, deviation: p.deviation || 0 }))));
      }
      drawn.push({
        type: "line", name: series.name, data: ours.map(p => ({ value: [p.x, p.y], text: p.text })),
        symbol: symbol(index), symbolSize: isPoints ? 8 : 6, showSymbol: isPoints || ours.length < 2,
        color: colour(index), z: 3, lineStyle: { width: 2.2, type: dots(index), color: colour(index) },
        itemStyle: { color: colour(index) }, emphasis: { disabled: true },
        markLine: isPoints ? whiskers(ours, colour(index), false) : undefined
      });
      if (theirs.length) {
        drawn.push({
          type: "line", name: `${series.name}, ${chart.published}`,
          data: theirs.map(p => ({ value: [p.x, p.y], text: p.text })),
          symbol: symbol(index), symbolSize: 7, showSymbol: isPoints || theirs.length < 2,
          color: colour(index), z: 2, lineStyle: { width: 1.6, type: [5, 4], color: colour(index), opacity: .75 },
          itemStyle: { color: "var(--paper)", borderColor: colour(index), borderWidth: 1.4 },
          emphasis: { disabled: true }
        });
      }
    });
    return {
      grid: { left: 48, right: 18, top: 32, bottom: 46 },
      tooltip: tooltip("axis", items => {
        const shown = items.filter(item => item.data && item.data.text);
        if (!shown.length) return "";
        const rows = shown.map(item => `<tr><td style="border:0;padding:0 1em 0 0">${escape(item.seriesName)}</td>` +
          `<td style="border:0;padding:0;text-align:right">${escape(item.data.text)}</td></tr>`);
        return `${escape(chart.x)} ${shortNumber(shown[0].value[0])}<table>${rows.join("")}</table>`;
      }),
      xAxis: {
        ...(isPoints ? { type: "value", min: "dataMin", max: "dataMax" } : epochs(chart)), ...below(chart.x),
        axisLabel: { color: SOFT, fontFamily: FONT, hideOverlap: true, ...(isPoints ? {} : marks(chart)) },
        axisTick: { lineStyle: { color: LINE }, ...(isPoints ? {} : marks(chart)) },
        splitLine: { show: false }, axisLine: { lineStyle: { color: LINE } }
      },
      yAxis: { ...valueAxis(chart), ...above(chart.y) },
      series: drawn
    };
  };

  // On a logarithmic scale bars start at 1, so values are drawn as multiples of a power of ten below them all.
  const foot = chart => {
    const values = [...chart.series[0].ours, ...chart.series[0].theirs].map(p => p.y);
    return chart.logarithmic && values.length ? 10 ** (Math.ceil(Math.log10(Math.min(...values))) - 1) : 1;
  };
  const over = (points, unit) => points.map(p =>
    ({ ...p, y: p.y / unit, deviation: p.deviation ? p.deviation / unit : p.deviation }));
  const barAxis = (chart, unit) => {
    const axis = valueAxis(chart);
    return !chart.logarithmic ? axis : {
      ...axis, min: 1, axisLabel: { ...axis.axisLabel, formatter: value => shortNumber(value * unit) }
    };
  };

  const bars = (chart, width) => {
    const unit = foot(chart);
    const ours = over(chart.series[0].ours, unit), theirs = over(chart.series[0].theirs, unit);
    const widest = Math.max(6, ...ours.map(p => p.text.length));
    const longest = Math.max(...chart.categories.map(category => category.length));
    const room = Math.round(Math.min(width * .46, 300, 8 + 6.7 * longest));
    return {
      grid: { left: room + 12, right: Math.round(16 + 6.2 * widest), top: 8, bottom: 46 },
      tooltip: tooltip("item", item => `${escape(chart.categories[item.data.value[1]])}<br>` +
        `${escape(item.seriesName)} <b>${escape(item.data.text)}</b>`),
      yAxis: {
        type: "category", inverse: true, data: chart.categories,
        axisLabel: { color: INK, fontFamily: FONT, width: room, overflow: "break", interval: 0, lineHeight: 14 },
        axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false }
      },
      xAxis: { ...barAxis(chart, unit), ...below(chart.y), scale: false },
      series: [
        {
          type: "bar", name: "here", barMaxWidth: 18, color: colour(0), emphasis: { disabled: true },
          itemStyle: { color: colour(0) },
          data: ours.map(p => ({ value: [p.y, p.x], text: p.text })),
          markLine: whiskers(ours, INK, true, chart.logarithmic ? 1 : -Infinity)
        },
        {
          // Carries the labels, clear of whatever is drawn in the row, and on the scale where a deviation leads beyond.
          type: "scatter", symbolSize: 0, silent: true, tooltip: { show: false }, data: ours.map(p => ({
            value: [Math.min(chart.percent ? Math.max(100, p.y) : Infinity,
              Math.max(p.y + (p.deviation || 0), ...theirs.filter(t => t.x === p.x).map(t => t.y))), p.x],
            text: p.text
          })),
          label: { show: true, position: "right", distance: 9, color: INK, fontFamily: FONT, fontSize: 11,
            formatter: item => item.data.text }
        },
        {
          type: "scatter", name: chart.published, symbol: "diamond", symbolSize: 12, z: 4,
          data: theirs.map(p => ({ value: [p.y, p.x], text: p.text })), emphasis: { disabled: true },
          itemStyle: { color: "var(--paper)", borderColor: colour(1), borderWidth: 2 }
        }
      ]
    };
  };

  const sample = (drawing, label) =>
    `<span><svg width="30" height="12" aria-hidden="true">${drawing}</svg>${escape(label)}</span>`;

  const legend = chart => {
    const hasPublished = chart.series.some(series => series.theirs.length);
    if (chart.kind === "bars") {
      return !hasPublished ? "" :
        sample(`<rect width="26" height="10" y="1" fill="${colour(0)}"/>`, "here") +
        sample(`<path d="M15 1l5 5-5 5-5-5z" fill="var(--paper)" stroke="${colour(1)}" stroke-width="2"/>`, chart.published);
    }
    const entries = chart.series.length < 2 && !hasPublished ? [] : chart.series.map((series, index) =>
      sample(`<path d="M0 6h30" stroke="${colour(index)}" stroke-width="2.4"` +
        `${index < COLOURS ? "" : " stroke-dasharray='2 3'"}/>`, series.name));
    if (hasPublished) {
      entries.push(sample(`<path d="M0 6h30" stroke="${SOFT}" stroke-width="1.6" stroke-dasharray="5 4"/>`, chart.published));
    }
    return entries.join("");
  };

  const charts = JSON.parse(document.getElementById("data").textContent);
  charts.forEach((chart, index) => {
    const node = document.getElementById(`chart-${index}`);
    document.getElementById(`legend-${index}`).innerHTML = legend(chart);
    if (chart.kind === "bars") {
      node.style.height = `${Math.max(9, 5 + 2.4 * chart.categories.length)}rem`;
    }
    const drawing = echarts.init(node, null, { renderer: "svg" });
    const draw = () => drawing.setOption({
      animation: false, textStyle: { fontFamily: FONT }, aria: { enabled: false },
      ...(chart.kind === "bars" ? bars(chart, node.clientWidth) : lines(chart))
    }, true);
    // With a view box the drawing fits itself to paper, where no script runs.
    const fit = () => {
      const svg = node.querySelector("svg");
      if (svg) svg.setAttribute("viewBox", `0 0 ${drawing.getWidth()} ${drawing.getHeight()}`);
    };
    draw();
    fit();
    new ResizeObserver(() => {
      if (node.clientWidth !== drawing.getWidth() && !matchMedia("print").matches) {
        drawing.resize();
        draw();
        fit();
      }
    }).observe(node);
  });
})();

// Draws the days of each place from the data in the page. The tables tell the same without it.
(() => {
  "use strict";
  const DAY = 86400;
  const HEIGHT = 280;
  const PRINTED_WIDTH = 660;
  const FONT = "12px system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
  const BLUE = ["#a9c6e8", "#174a85"];
  const ORANGE = ["#f3cf9d", "#a85a00"];
  const MISSING = "#b3261e";
  const TOO_MUCH = "#7b4bb3";
  const INK = "#1d2733";
  const GRID = { stroke: "#e6eaee", width: 1 };

  const { unit, places } = JSON.parse(document.getElementById("chart-data").textContent);
  const amount = new Intl.NumberFormat("en-GB");
  const charts = [];

  // Numbers are for drawing alone; what is said is the decimal text as it came.
  const said = texts => (u, value, series, index) => (index == null ? "" : texts[index] ?? "");

  const days = place => place.days.map(day => Date.parse(day + "T00:00:00Z") / 1000);

  // What should be there is wide and pale, so that what is there can be seen on top of it.
  const line = (label, texts, stroke, width) => ({
    label,
    stroke,
    width,
    value: said(texts),
    points: { show: texts.length < 45, size: width + 4, fill: stroke, stroke },
  });

  const bars = (label, texts, keep, colour) => ({
    label,
    stroke: colour,
    fill: colour,
    width: 0,
    value: said(texts.map(text => (keep(Number(text)) ? text : ""))),
    points: { show: false },
    paths: uPlot.paths.bars({ size: [0.6, 40] }),
  });

  function axes() {
    const common = { stroke: INK, font: FONT, labelFont: FONT, grid: GRID, ticks: GRID };
    return [
      {
        ...common,
        label: "business date",
        labelSize: 24,
        incrs: [1, 2, 7, 14, 28, 91, 182, 365].map(count => count * DAY),
        values: (u, splits) => splits.map((at, i) => date(at, i && splits[i - 1])),
        space: 70,
        size: 50,
      },
      {
        ...common,
        label: unit,
        labelSize: 24,
        values: (u, splits) => splits.map(value => amount.format(value)),
        size: (u, values) => 22 + 7.5 * Math.max(1, ...(values ?? []).map(text => text.length)),
      },
    ];
  }

  function date(at, before) {
    const day = new Date(at * 1000);
    const text = day.getUTCDate() + " " + day.toLocaleString("en-GB", { month: "short", timeZone: "UTC" });
    const year = day.getUTCFullYear();
    return before && new Date(before * 1000).getUTCFullYear() === year ? text : text + "\n" + year;
  }

  function draw(target, place, title, explanation, series, columns) {
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    const heading = document.createElement("strong");
    heading.textContent = title;
    const note = document.createElement("span");
    note.textContent = explanation;
    caption.append(heading, note);
    figure.append(caption);
    figure.setAttribute("role", "img");
    figure.setAttribute("aria-label", title + ". The table by day has the same figures.");
    target.append(figure);
    const x = days(place);
    const options = {
      width: figure.clientWidth,
      height: HEIGHT,
      tzDate: at => uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
      scales: {
        x: { range: (u, from, to) => [from - 0.6 * DAY, (x.length > 1 ? to : from) + 0.6 * DAY] },
        y: { range: { min: { pad: 0.1, soft: 0, mode: 1 }, max: { pad: 0.1, soft: 0, mode: 1 } } },
      },
      axes: axes(),
      cursor: { sync: { key: place.place }, points: { size: 7 }, drag: { x: true, y: false } },
      legend: { markers: { width: 0, fill: (u, index) => u.series[index].stroke(u, index) } },
      series: [
        { label: "day", value: (u, value, i, index) => place.days[index] ?? "point at one" },
        ...series,
      ],
    };
    charts.push([figure, new uPlot(options, [x, ...columns], figure)]);
  }

  const numbers = texts => texts.map(Number);

  function lines(target, place) {
    const { expected, there, left, right } = place;
    const series = [line(left, expected.afterCredits, there ? BLUE[0] : BLUE[1], there ? 7 : 2)];
    const columns = [numbers(expected.afterCredits)];
    let explanation = "Only what was accepted; what is there can't be read.";
    if (there) {
      series.push(line(right, there.afterCredits, BLUE[1], 2));
      columns.push(numbers(there.afterCredits));
      explanation = differing(place)
        ? `Where the narrow line (${right}) leaves the wide one (${left}), the day differs.`
        : `The narrow line (${right}) covers the wide one (${left}): no day differs.`;
    }
    draw(target, place, `afterCredits by day (${unit})`, explanation, series, columns);
  }

  const differing = place => numbers(place.difference).filter(value => value !== 0).length;

  function difference(target, place) {
    const values = numbers(place.difference);
    draw(
      target,
      place,
      `Difference of afterCredits by day: ${place.right} less ${place.left} (${unit})`,
      `${differing(place)} of ${values.length} days differ. ` +
        "Below zero money is missing, above zero there is too much.",
      [
        bars("missing", place.difference, value => value < 0, MISSING),
        bars("too much", place.difference, value => value > 0, TOO_MUCH),
      ],
      [values.map(value => (value < 0 ? value : null)), values.map(value => (value > 0 ? value : null))],
    );
  }

  function grossAndCredits(target, place) {
    const { expected, there, left, right } = place;
    const series = [];
    const columns = [];
    for (const [field, colours] of [["gross", BLUE], ["credits", ORANGE]]) {
      series.push(line(`${field}, ${left}`, expected[field], there ? colours[0] : colours[1], there ? 7 : 2));
      columns.push(numbers(expected[field]));
      if (there) {
        series.push(line(`${field}, ${right}`, there[field], colours[1], 2));
        columns.push(numbers(there[field]));
      }
    }
    draw(
      target,
      place,
      `Gross and credits by day (${unit})`,
      "Gross less credits is afterCredits.",
      series,
      columns,
    );
  }

  for (const target of document.querySelectorAll("[data-charts]")) {
    const place = places[Number(target.dataset.charts)];
    target.hidden = false;
    lines(target, place);
    if (place.there && differing(place)) {
      difference(target, place);
    }
    grossAndCredits(target, place);
  }

  let printing = false;
  const fit = () =>
    charts.forEach(([figure, chart]) =>
      chart.setSize({ width: printing ? PRINTED_WIDTH : figure.clientWidth, height: HEIGHT }));
  addEventListener("resize", fit);
  addEventListener("beforeprint", () => ((printing = true), fit()));
  addEventListener("afterprint", () => ((printing = false), fit()));
})();

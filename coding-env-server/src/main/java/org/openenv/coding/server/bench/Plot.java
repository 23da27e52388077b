package org.openenv.coding.server.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws latency over throughput, a curve for each subject through its numbers of sessions, which stand beside the points. A
 * subject has a colour; its median is a solid line with circles, its 99th percentile a dashed one with diamonds.
 */
final class Plot {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 600;
    private static final List<Color> COLORS = List.of(
            new Color(0x1f77b4), new Color(0xd62728), new Color(0x2ca02c), new Color(0x9467bd), new Color(0xff7f0e));
    private static final BasicStroke SOLID = new BasicStroke(2);
    private static final BasicStroke DASHED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 6}, 0);

    /** A subject that does so many times as much as any other would squeeze them into a corner. */
    private static final double FAR_AHEAD = 2;

    private Plot() {}

    /**
     * Says whether a file's name is one that a plot can have.
     *
     * @throws IllegalArgumentException if it is not
     */
    static void check(Path file) {
        if (!isSvg(file) && !file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new IllegalArgumentException("--plot draws .png and .svg files, was " + file);
        }
    }

    private static boolean isSvg(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    }

    /** Writes a picture of the closed-loop steps, as the file's name says. */
    static void write(Path file, Results results) throws IOException {
        System.setProperty("java.awt.headless", "true");
        var png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(chart(results), png, BitmapFormat.PNG);
        Files.write(file, isSvg(file) ? svg(png.toByteArray()) : png.toByteArray());
    }

    /** An SVG file around the picture. */
    private static byte[] svg(byte[] png) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">
                <image width="100%%" height="100%%" href="data:image/png;base64,%s"/>
                </svg>
                """.formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, Base64.getEncoder().encodeToString(png))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static XYChart chart(Results results) {
        List<Measurement> steps =
                results.measurements().stream().filter(Plot::isStep).toList();
        double others = most(steps.stream().filter(one -> !isCeiling(one)).toList());
        double ceiling = most(steps.stream().filter(Plot::isCeiling).toList());
        boolean leftOut = others > 0 && ceiling > FAR_AHEAD * others;
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("One step over WebSocket: latency over throughput"
                        + (leftOut ? String.format(Locale.ROOT, " (ceiling: %,.0f a second)", ceiling) : ""))
                .xAxisTitle("steps a second (the numbers at the points: sessions at once)")
                .yAxisTitle("microseconds")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.BOLD, 12));
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        chart.getStyler().setYAxisDecimalPattern("#,##0.###");
        List<String> subjects = steps.stream()
                .filter(one -> !leftOut || !isCeiling(one))
                .map(Measurement::subject)
                .distinct()
                .toList();
        for (int i = 0; i < subjects.size(); i++) {
            String subject = subjects.get(i);
            add(
                    chart,
                    COLORS.get(i % COLORS.size()),
                    steps.stream().filter(one -> one.subject().equals(subject)).toList());
        }
        return chart;
    }

    private static void add(XYChart chart, Color color, List<Measurement> curve) {
        double[] throughput = curve.stream().mapToDouble(Measurement::perSecond).toArray();
        for (int percentile : new int[] {50, 99}) {
            double[] micros =
                    curve.stream().mapToDouble(one -> one.micros(percentile)).toArray();
            XYSeries series = chart.addSeries(curve.get(0).subject() + " p" + percentile, throughput, micros);
            series.setMarker(percentile == 50 ? SeriesMarkers.CIRCLE : SeriesMarkers.DIAMOND);
            series.setMarkerColor(color).setLineColor(color).setLineStyle(percentile == 50 ? SOLID : DASHED);
        }
        for (Measurement one : curve) {
            chart.addAnnotation(new AnnotationText(
                    String.valueOf(one.load().sessions()), one.perSecond(), one.micros(50) * 0.8, false));
        }
    }

    private static double most(List<Measurement> measurements) {
        return measurements.stream().mapToDouble(Measurement::perSecond).max().orElse(0);
    }

    private static boolean isCeiling(Measurement one) {
        return one.subject().equals("ceiling");
    }

    private static boolean isStep(Measurement one) {
        return one.scenario().equals("step")
                && one.load().rate() == 0
                && one.latency().getTotalCount() > 0;
    }
}

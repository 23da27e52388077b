package org.openenv.coding.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** Draws latency over throughput, a curve for each subject through its numbers of sessions. */
final class Plot {

    private Plot() {}

    /** Writes a PNG of the closed-loop steps. */
    static void write(Path file, Results results) throws IOException {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(600)
                .title("One step over WebSocket: latency over throughput")
                .xAxisTitle("steps a second")
                .yAxisTitle("microseconds")
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        List<String> subjects = results.measurements().stream()
                .filter(Plot::isStep)
                .map(Measurement::subject)
                .distinct()
                .toList();
        for (String subject : subjects) {
            List<Measurement> curve = results.measurements().stream()
                    .filter(one -> isStep(one) && one.subject().equals(subject))
                    .toList();
            double[] throughput =
                    curve.stream().mapToDouble(Measurement::perSecond).toArray();
            for (double percentile : new double[] {50, 99}) {
                chart.addSeries(
                        subject + " p" + (int) percentile,
                        throughput,
                        curve.stream()
                                .mapToDouble(one -> one.micros(percentile))
                                .toArray());
            }
        }
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }

    private static boolean isStep(Measurement one) {
        return one.scenario().equals("step")
                && one.load().rate() == 0
                && one.latency().getTotalCount() > 0;
    }
}

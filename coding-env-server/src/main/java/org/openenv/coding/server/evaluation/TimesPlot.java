package org.openenv.coding.server.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how many of the samples took at most how long. */
final class TimesPlot {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 600;
    private static final int MOST_POINTS = 2000;
    private static final double LEAST = 1e-4;

    private TimesPlot() {}

    /**
     * Says whether a file's name is one that a plot can have.
     *
     * @throws IllegalArgumentException if it is not
     */
    static void check(Path file) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new IllegalArgumentException("--plot draws .png files, was " + file);
        }
    }

    /** Writes the picture; there is at least one sample. */
    static void write(Path file, Summary summary) throws IOException {
        System.setProperty("java.awt.headless", "true");
        double[] times = summary.times();
        int points = Math.min(times.length, MOST_POINTS);
        double[] seconds = new double[points + 1];
        double[] share = new double[points + 1];
        seconds[0] = Math.max(LEAST, times[0]) / 2; // an axis needs a length, also where all took the same time
        for (int i = 1; i <= points; i++) {
            int at = (int) ((long) i * times.length / points) - 1;
            seconds[i] = Math.max(LEAST, times[at]);
            share[i] = 100.0 * (at + 1) / times.length;
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(String.format(Locale.ROOT, "Times of %,d samples", times.length))
                .xAxisTitle("seconds")
                .yAxisTitle("% of the samples within that time")
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
        chart.addSeries("samples", seconds, share).setMarker(SeriesMarkers.NONE);
        try (OutputStream out = Files.newOutputStream(file)) {
            BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
        }
    }
}

package dev.chatrooms.bootstrap.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws a small picture, so that the demo needs no files. */
final class DemoPicture {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;

    private DemoPicture() {}

    /**
     * Returns a landscape as PNG.
     *
     * @param hue of the sky, 0 to 1
     */
    static byte[] landscape(float hue) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, Color.getHSBColor(hue, 0.5f, 0.9f), 0, HEIGHT, Color.WHITE));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(Color.getHSBColor(hue + 0.5f, 0.3f, 1f));
        g.fillOval(WIDTH * 2 / 3, HEIGHT / 6, HEIGHT / 4, HEIGHT / 4);
        for (int hill = 0; hill < 3; hill++) {
            g.setColor(Color.getHSBColor(0.33f, 0.4f, 0.7f - hill * 0.15f));
            int top = HEIGHT / 2 + hill * HEIGHT / 8;
            g.fillOval(hill * WIDTH / 3 - WIDTH / 3, top, WIDTH, HEIGHT);
        }
        g.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return png.toByteArray();
    }
}

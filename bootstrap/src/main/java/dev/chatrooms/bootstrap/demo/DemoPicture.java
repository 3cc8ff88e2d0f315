package dev.chatrooms.bootstrap.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Draws small pictures as PNG. They have no text, because a server may have no fonts. */
final class DemoPicture {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;

    private DemoPicture() {}

    static byte[] landscape() {
        return draw(WIDTH, HEIGHT, 0xF2B872, 0xFDF3E3, g -> {
            g.setColor(new Color(0xFFF6D8));
            g.fillOval(640, 90, 130, 130);
            int[] hills = {0x8FBF7A, 0x5E9E6B, 0x3B7557};
            for (int i = 0; i < hills.length; i++) {
                g.setColor(new Color(hills[i]));
                g.fillOval(i * 320 - 320, 270 + i * 68, WIDTH, HEIGHT);
            }
        });
    }

    static byte[] poster() {
        return draw(600, 800, 0xFFE8C7, 0xFFD3B0, g -> {
            int[] colors = {0xE4572E, 0x29335C, 0xF3A712, 0x669BBC};
            for (int i = 0; i < 12; i++) {
                g.setColor(new Color(colors[i * 7 % colors.length]));
                int x = 60 + i % 3 * 165;
                int y = 60 + i / 3 * 165;
                if (i % 2 == 0) {
                    g.fillOval(x, y, 150, 150);
                } else {
                    g.fillArc(x, y, 150, 150, i * 90, 180);
                }
            }
            g.setColor(new Color(0x29335C));
            g.fillRect(60, 730, 480, 14);
        });
    }

    static byte[] bowl() {
        return draw(800, 600, 0xDCE5EA, 0xF7F4EF, g -> {
            g.setColor(new Color(0xB98B5E));
            g.fillRect(0, 450, 800, 150);
            g.setColor(new Color(0x2F6F73));
            g.fillArc(200, 60, 400, 400, 180, 180);
            g.setColor(new Color(0x3F8E90));
            g.fillOval(200, 225, 400, 70);
            g.setColor(new Color(0x235457));
            g.fillOval(225, 235, 350, 48);
            g.setColor(new Color(0x2F6F73));
            g.fillRect(340, 448, 120, 18);
        });
    }

    static byte[] lathe() {
        return draw(WIDTH, HEIGHT, 0xE9EDF2, 0xFAFBFC, g -> {
            g.setColor(new Color(0xC9B79C));
            g.fillRect(0, 450, WIDTH, 90);
            g.setColor(new Color(0x3D5A73));
            g.fillRect(120, 330, 720, 60);
            g.fillRect(160, 390, 60, 70);
            g.fillRect(740, 390, 60, 70);
            g.fillRoundRect(120, 170, 190, 180, 30, 30);
            g.setColor(new Color(0x2B4054));
            g.fillRoundRect(640, 230, 130, 110, 20, 20);
            g.fillRect(310, 225, 26, 70);
            g.setColor(new Color(0xD69A5B));
            g.fillRoundRect(336, 236, 300, 48, 24, 24);
            g.setColor(new Color(0xE4572E));
            g.fillOval(150, 200, 26, 26);
        });
    }

    private static byte[] draw(int width, int height, int top, int bottom, Consumer<Graphics2D> picture) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(0, 0, new Color(top), 0, height, new Color(bottom)));
        g.fillRect(0, 0, width, height);
        picture.accept(g);
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

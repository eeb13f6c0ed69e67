package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.IntStream;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

class WindowTest {

  // 3 x 4 pixels of 2 channels, 2 x 3 kernel, stride 2, padding 1: windows begin at (-1, -1),
  // (-1, 1), (1, -1), (1, 1).
  private static final Window WINDOW = new Window(3, 4, 2, 2, 3, 2, 1);

  @Test
  void sizes_byHand() {
    assertThat(WINDOW.outputHeight()).isEqualTo(2);
    assertThat(WINDOW.outputWidth()).isEqualTo(2);
    assertThat(WINDOW.positions()).isEqualTo(4);
    assertThat(WINDOW.columns()).isEqualTo(12);
    assertThat(WINDOW.imageWords()).isEqualTo(24);
  }

  // The window at (1, -1): rows 1 and 2, columns -1 (padding), 0 and 1; pixel (1, 0) begins at
  // word 8, pixel (2, 0) at 16.
  @Test
  void index_ofAWindowAtTheEdge_isPaddingOutsideOfTheImage() {
    assertThat(IntStream.range(0, 12).map(column -> WINDOW.index(2, column)))
        .containsExactly(-1, -1, 8, 9, 10, 11, -1, -1, 16, 17, 18, 19);
  }

  // Of the rows of windows 1 and 2 lie in the image, of the columns 2 and 3.
  @Test
  void windowWords_byHand_leaveThePaddingOut() {
    assertThat(IntStream.range(0, 4).map(WINDOW::pixels)).containsExactly(2, 3, 4, 6);
    assertThat(WINDOW.windowWords()).isEqualTo(3 * 5 * 2);
  }

  @Test
  void counts_ofRandomWindows_areThoseOfTheirIndices() {
    for (int seed = 0; seed < 300; seed++) {
      Window window = drawn(RandomStream.of(seed, "window"));
      int[] readByPixel = new int[window.height() * window.width()];
      for (int position = 0; position < window.positions(); position++) {
        int pixels = 0;
        for (int column = 0; column < window.columns(); column += window.channels()) {
          int word = window.index(position, column);
          if (word != Window.PADDING) {
            pixels++;
            readByPixel[word / window.channels()]++;
          }
        }
        assertThat(window.pixels(position)).as("seed %d, %s", seed, window).isEqualTo(pixels);
      }
      assertThat(IntStream.range(0, readByPixel.length).map(window::windowsOver).toArray())
          .as("seed %d, %s", seed, window)
          .isEqualTo(readByPixel);
      assertThat(window.windowWords())
          .as("seed %d, %s", seed, window)
          .isEqualTo((long) window.channels() * IntStream.of(readByPixel).sum());
    }
  }

  private static Window drawn(RandomStream random) {
    int kernelHeight = 1 + random.nextInt(4);
    int kernelWidth = 1 + random.nextInt(4);
    return new Window(
        kernelHeight + random.nextInt(6),
        kernelWidth + random.nextInt(6),
        1 + random.nextInt(3),
        kernelHeight,
        kernelWidth,
        1 + random.nextInt(4),
        random.nextInt(Math.min(kernelHeight, kernelWidth)));
  }

  @Test
  void view_ofWindows_hasARowPerPosition_andItsConstantOneLast() {
    View view = View.of(Tensor.activation(0), 3, WINDOW).withOne();
    assertThat(view.rows()).isEqualTo(12);
    assertThat(view.columns()).isEqualTo(13);
    assertThat(view.index(2, 2)).isEqualTo(8);
    assertThat(view.index(4 + 2, 2)).as("second image").isEqualTo(24 + 8);
    assertThat(view.index(2, 0)).isEqualTo(View.ZERO);
    assertThat(view.index(7, 12)).isEqualTo(View.ONE);
    View turned = view.transpose();
    assertThat(turned.rows()).isEqualTo(13);
    assertThat(turned.index(2, 6)).isEqualTo(24 + 8);
    assertThat(turned.transpose()).isEqualTo(view);
  }

  // An image of 1 x 2 pixels of channels 0 1 2 3: its only window has words 0 1 2 3 4 5 6 7, of
  // which the second of two groups sees 2 3 6 7 and the one.
  @Test
  void view_ofAGroup_hasItsShareOfEveryPixel_andTheOne() {
    Window window = new Window(1, 2, 4, 1, 2, 1, 0);
    View view = View.of(Tensor.activation(0), 1, window).withOne().grouped(2);
    assertThat(view.columns()).isEqualTo(5);
    assertThat(words(view, 0)).containsExactly(0, 1, 4, 5, View.ONE);
    assertThat(words(view, 1)).containsExactly(2, 3, 6, 7, View.ONE);
    View rows = View.of(Tensor.weight(1), 1, 6).grouped(3);
    assertThat(words(rows, 2)).containsExactly(4, 5);
    assertThatThrownBy(() -> view.grouped(3))
        .hasMessage("input.0 has 4 channels, which 3 groups do not divide");
  }

  private static int[] words(View view, int group) {
    return IntStream.range(0, view.columns()).map(column -> view.index(group, 0, column)).toArray();
  }

  // 2 x 4 by 2 x 6 in two groups: two products of 3 columns, each a sum of two.
  @Test
  void product_ofGroups_multipliesWithinThem() {
    View left = View.of(Tensor.activation(1), 2, 4).grouped(2);
    View right = View.of(Tensor.weight(2), 2, 6).grouped(2);
    Product product =
        new Product("p", Phase.FORWARD, 2, left, right, Tensor.preactivation(2), Ending.SET);
    assertThat(product.extent()).isEqualTo(new Extent(2, 6, 2));
    assertThat(product.macs()).isEqualTo(24);
    assertThat(product.left(1, 2, 1)).isEqualTo(4 + 1);
    assertThat(product.left(1, 3, 1)).isEqualTo(4 + 3);
    assertThat(product.right(1, 3)).isEqualTo(6 + 3);
    assertThatThrownBy(
            () ->
                new Product(
                    "p",
                    Phase.FORWARD,
                    2,
                    left,
                    right.grouped(1),
                    Tensor.preactivation(2),
                    Ending.SET))
        .hasMessage("p multiplies 2 groups by 1");
  }

  @Test
  void window_thatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> new Window(2, 5, 1, 3, 3, 1, 0))
        .hasMessage(
            "a kernel of 3 x 3 does not fit an image of 2 x 5 with padding 0; expected at most 2 x"
                + " 5");
    assertThatThrownBy(() -> new Window(5, 5, 1, 2, 3, 1, 2))
        .hasMessage("padding of 2 around a kernel of 2 x 3; expected less than the kernel");
    assertThatThrownBy(() -> new Window(5, 5, 1, 2, 2, 0, 0)).hasMessageContaining("stride 0");
    assertThatThrownBy(() -> new Window(5, 0, 1, 2, 2, 1, 0)).hasMessageContaining("5 x 0 x 1");
  }

  @Test
  void view_whoseRowsAreNotImagesOfItsWindow_isRefused() {
    assertThatThrownBy(
            () -> new View(Tensor.activation(0), 3, 25, Optional.of(WINDOW), false, false, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of 25 words");
  }
}

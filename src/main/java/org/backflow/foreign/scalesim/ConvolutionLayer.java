package org.backflow.foreign.scalesim;

import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/**
 * A convolution without padding: the height and width of the input hold whatever padding there is.
 *
 * <p>As a product it has a row per output position and sample, a column per filter, and a sum over
 * the window: M = outputs high x outputs wide x batch, N = filters, K = filter height x filter
 * width x channels, where outputs along an axis are ceil((input - filter + stride) / stride), as
 * SCALE-Sim (scalesim-project/scale-sim-v2, topology_utils.py) rounds.
 *
 * @param name the name in the file
 * @param inputHeight rows of an input channel
 * @param inputWidth columns of an input channel
 * @param filterHeight rows of a filter, at most {@code inputHeight}
 * @param filterWidth columns of a filter, at most {@code inputWidth}
 * @param channels input channels
 * @param filters output channels
 * @param strideHeight rows from one output to the next
 * @param strideWidth columns from one output to the next
 * @param sparsity of the weights
 */
public record ConvolutionLayer(
    String name,
    int inputHeight,
    int inputWidth,
    int filterHeight,
    int filterWidth,
    int channels,
    int filters,
    int strideHeight,
    int strideWidth,
    Sparsity sparsity)
    implements TopologyLayer {

  /** Checks the lengths. */
  public ConvolutionLayer {
    requireInside("height", filterHeight, inputHeight);
    requireInside("width", filterWidth, inputWidth);
    if (channels < 1 || filters < 1 || strideHeight < 1 || strideWidth < 1) {
      throw new IllegalArgumentException(
          "layer " + name + " has no channel, filter or stride; expected at least 1 of each");
    }
    TopologyLayer.checked(name, (long) inputHeight * inputWidth, channels, 1);
    TopologyLayer.checked(
        name,
        Count.product(
            outputs(inputHeight, filterHeight, strideHeight),
            outputs(inputWidth, filterWidth, strideWidth)),
        filters,
        window(filterHeight, filterWidth, channels));
  }

  private static void requireInside(String side, int filter, int input) {
    if (filter < 1 || filter > input) {
      throw new IllegalArgumentException(
          "a filter " + side + " of " + filter + "; expected 1 to the input's, " + input);
    }
  }

  private static long window(int height, int width, int channels) {
    return Count.product((long) height * width, channels);
  }

  private static long outputs(int input, int filter, int stride) {
    return (input - filter + 2L * stride - 1) / stride;
  }

  /** Returns the same layer under another name. */
  ConvolutionLayer named(String other) {
    return new ConvolutionLayer(
        other,
        inputHeight,
        inputWidth,
        filterHeight,
        filterWidth,
        channels,
        filters,
        strideHeight,
        strideWidth,
        sparsity);
  }

  /** Returns the outputs from top to bottom. */
  public int outputHeight() {
    return Math.toIntExact(outputs(inputHeight, filterHeight, strideHeight));
  }

  /** Returns the outputs from left to right. */
  public int outputWidth() {
    return Math.toIntExact(outputs(inputWidth, filterWidth, strideWidth));
  }

  @Override
  public Extent product(int batch) {
    return TopologyLayer.checked(
        name,
        Count.product((long) outputHeight() * outputWidth(), batch),
        filters,
        window(filterHeight, filterWidth, channels));
  }

  @Override
  public Extent input(int batch) {
    return TopologyLayer.checked(
        name, Count.product((long) inputHeight * inputWidth, batch), channels, 1);
  }

  @Override
  public boolean unfoldsInput() {
    return filterHeight > 1 || filterWidth > 1 || strideHeight > 1 || strideWidth > 1;
  }
}

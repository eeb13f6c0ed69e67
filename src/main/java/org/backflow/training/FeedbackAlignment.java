package org.backflow.training;

import java.util.OptionalDouble;

/**
 * How well the feedback into one hidden layer l agrees with backpropagation, and how much of it
 * arrives. It is measured on a probe of training samples with the weights as they stand. The angle
 * and e<sup>T</sup> W B e &gt; 0 are those of Lillicrap et al. 2016, arXiv 1411.0247; the
 * correlation is that of siarez.com 2017.
 *
 * <p>For every sample, e = delta F<sub>l</sub> is compared with what backpropagation would carry
 * back. That is the same delta times W<sub>l+1</sub> transposed. Where the scheme feeds back from a
 * layer further up, it is the error that backpropagation chains down from there. A figure is left
 * out where it has no meaning.
 *
 * @param weightCorrelation Pearson's r of F<sub>l</sub> and W<sub>l+1</sub> transposed, element by
 *     element without the bias row, -1 to 1; nothing where their shapes or meanings differ or one
 *     of them is constant
 * @param angleDegrees the mean over the samples of the angle between the two errors, 0 to 180;
 *     nothing where one of them is zero in all samples
 * @param alignedFraction the share of those samples whose angle is below 90 degrees, 0 to 1
 * @param normRatio the Frobenius norm of F<sub>l</sub>, with the scale of the epoch, over that of
 *     W<sub>l+1</sub> without its bias row; nothing where the weights are zero
 * @param gradientNorm the root of the mean over the samples of |delta<sub>l</sub>|<sup>2</sup>, the
 *     gradient by the preactivations of the layer as the scheme forms it: where it falls from layer
 *     to layer, it vanishes
 */
public record FeedbackAlignment(
    OptionalDouble weightCorrelation,
    OptionalDouble angleDegrees,
    OptionalDouble alignedFraction,
    OptionalDouble normRatio,
    OptionalDouble gradientNorm) {}

package org.backflow.experiment;

import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;

/**
 * The network that is trained, whatever carries its errors back.
 *
 * @param network layers, and what they are trained for
 * @param initialization the law of initial weights and random feedback
 */
public record Model(LayeredNetwork network, Initialization initialization) {}

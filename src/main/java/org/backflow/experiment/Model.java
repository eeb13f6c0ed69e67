package org.backflow.experiment;

import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;

/**
 * The network that is trained, whatever carries its errors back.
 *
 * @param network the layer widths
 * @param initialization the law of initial weights and random feedback
 */
public record Model(NetworkShape network, Initialization initialization) {}

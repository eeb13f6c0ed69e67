/**
 * Layers and losses, one file each, that lower themselves to the operations of a plan.
 *
 * <p>Start at {@link org.backflow.layer.LayeredNetwork}. What reads a plan knows no layer.
 */
@NullMarked
package org.backflow.layer;

import org.jspecify.annotations.NullMarked;

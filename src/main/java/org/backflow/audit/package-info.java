/**
 * The claim that one-hot feedback cuts the feedback computation "by a factor of 20", counted under
 * every convention and in every scope at once, and where in the space of networks it pays.
 */
@NullMarked
package org.backflow.audit;

import org.jspecify.annotations.NullMarked;

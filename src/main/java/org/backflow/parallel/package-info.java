/**
 * Work on several threads of which none is left when it is over, however it ends. The one class is
 * {@link org.backflow.parallel.Tasks}.
 */
@NullMarked
package org.backflow.parallel;

import org.jspecify.annotations.NullMarked;

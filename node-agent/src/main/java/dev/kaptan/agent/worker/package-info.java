/**
 * Carries out the plans: one thread for each Pod that looks, plans, reports and acts. It never
 * decides by itself what a Pod needs.
 */
@NullMarked
package dev.kaptan.agent.worker;

import org.jspecify.annotations.NullMarked;

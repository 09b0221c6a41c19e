package dev.kaptan.standalone.it;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Skips a test, with the reason, where no container engine, image or kubectl is. CI fails on any
 * skipped test ({@code tools/none-skipped}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsEngine.Condition.class)
@interface NeedsEngine {

    /** Asks the programs themselves. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var missing = Tools.missing();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("everything needed is here");
            }
            return ConditionEvaluationResult.disabled(
                    "needs " + missing + "; tools/install-test-tools installs it");
        }
    }
}

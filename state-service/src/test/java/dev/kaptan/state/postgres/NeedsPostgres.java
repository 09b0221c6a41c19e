package dev.kaptan.state.postgres;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Skips a test, with the reason, where no container engine or no image of PostgreSQL is. CI fails
 * on any skipped test ({@code tools/none-skipped}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsPostgres.Condition.class)
public @interface NeedsPostgres {

    /** Starts the server that most tests share. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var problem = PostgresServer.problem();
            if (problem == null) {
                return ConditionEvaluationResult.enabled("PostgreSQL runs");
            }
            return ConditionEvaluationResult.disabled(problem);
        }
    }
}

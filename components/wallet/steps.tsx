import clsx from "clsx";
import { useTranslations } from "use-intl";
import { SIGN_IN_STEPS, type SignInStep } from "./sign-in-state.ts";

/** Where one is of the three steps; spoken when it changes. */
export function Steps({ current }: { current: SignInStep }) {
  const t = useTranslations("wallet");
  const index = SIGN_IN_STEPS.indexOf(current);
  return (
    <div>
      <ol aria-hidden="true" className="grid grid-cols-3 gap-2 text-xs">
        {SIGN_IN_STEPS.map((step, position) => (
          <li
            key={step}
            className={clsx(
              "border-t-2 pt-1.5 transition-colors",
              position <= index ? "border-accent" : "border-rule",
              position === index ? "font-semibold text-ink" : "text-faint",
            )}
          >
            {t(`steps.${step}`)}
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {t("stepOf", { number: index + 1, name: t(`steps.${current}`) })}
      </p>
    </div>
  );
}

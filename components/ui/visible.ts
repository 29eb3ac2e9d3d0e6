const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** Whether there is anything to see in a text: zero-width characters and spaces alone are nothing. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);

// taken from "./nowhere.js"
import { one } from "./parts/one.js";
import("./parts/two.js").then(one);
export { other } from '../icon.svg';
